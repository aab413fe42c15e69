{{/* The Secret with a service's database role: keys username and password. (dict "root" $ "service" s) */}}
{{- define "lab.databaseSecret" -}}
{{- $given := index .root.Values.postgresql.existingSecrets .service -}}
{{- $given | default (printf "%s-%s-database" (include "lab.fullname" .root) .service) -}}
{{- end -}}

{{/* The Secret with the store's access: keys access-key and secret-key. */}}
{{- define "lab.storeSecret" -}}
{{- .Values.s3.existingSecret | default (printf "%s-store" (include "lab.fullname" .)) -}}
{{- end -}}

{{/* The Secret with a service's access to Kafka. (dict "root" $ "service" s) */}}
{{- define "lab.kafkaSecret" -}}
{{- $root := .root -}}
{{- $given := index $root.Values.kafka.security.existingSecrets .service -}}
{{- $given | default (include "lab.kafkaUsername" .) -}}
{{- end -}}

{{- define "lab.kafkaIsAuthenticated" -}}
{{- if hasPrefix "SASL_" .Values.kafka.security.protocol }}true{{ end -}}
{{- end -}}

{{- define "lab.kafkaIsEncrypted" -}}
{{- if or (eq "SSL" .Values.kafka.security.protocol) (eq "SASL_SSL" .Values.kafka.security.protocol) }}true{{ end -}}
{{- end -}}

{{/* Where things are, by names that KEDA knows in its own namespace; in a development cluster the chart brings them itself. */}}
{{- define "lab.bootstrapServers" -}}
{{- if .Values.dev.enabled -}}
{{ include "lab.fullname" . }}-kafka.{{ .Release.Namespace }}.svc:9092
{{- else -}}
{{ required "kafka.bootstrapServers: expected host:port of the brokers" .Values.kafka.bootstrapServers }}
{{- end -}}
{{- end -}}

{{- define "lab.storeEndpoint" -}}
{{- if .Values.dev.enabled -}}
http://{{ include "lab.fullname" . }}-store.{{ .Release.Namespace }}.svc:9000
{{- else -}}
{{ required "s3.endpoint: expected the URL of an S3 endpoint, with its scheme" .Values.s3.endpoint }}
{{- end -}}
{{- end -}}

{{- define "lab.databaseHost" -}}
{{- if .Values.dev.enabled -}}
{{ include "lab.fullname" . }}-postgresql.{{ .Release.Namespace }}.svc
{{- else if .Values.postgresql.cloudNativePG.enabled -}}
{{ include "lab.fullname" . }}-db-rw.{{ .Release.Namespace }}.svc
{{- else -}}
{{ required "postgresql.host: expected the host of the database" .Values.postgresql.host }}
{{- end -}}
{{- end -}}

{{- define "lab.jdbcUrl" -}}
jdbc:postgresql://{{ include "lab.databaseHost" . }}:{{ .Values.postgresql.port }}/{{ .Values.postgresql.database }}
{{- with .Values.postgresql.sslMode }}?sslmode={{ . }}
{{- if and $.Values.trust.secret (hasPrefix "verify-" .) }}&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory{{ end }}
{{- end }}
{{- end -}}

{{/* The name of a service's Kafka user. (dict "root" $ "service" s) */}}
{{- define "lab.kafkaUsername" -}}
{{- $given := index .root.Values.kafka.security.usernames .service -}}
{{- $given | default (printf "%s-%s" (include "lab.fullname" .root) .service) -}}
{{- end -}}
