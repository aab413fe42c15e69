{{/* Whether there is anything that KEDA must be given to get at the broker. */}}
{{- define "lab.kafkaNeedsAuthentication" -}}
{{- if or (include "lab.kafkaIsAuthenticated" .) (include "lab.mountsKafkaCa" .) }}true{{ end -}}
{{- end -}}

{{/*
A trigger on a consumer group's lag on a topic: (dict "root" $ "service" s "topic" t "lag" n).
Lag of a partition whose record is being worked on does not go down for long, and is still lag.
*/}}
{{- define "lab.lagTrigger" -}}
{{- $root := .root -}}
- type: kafka
  metadata:
    bootstrapServers: {{ include "lab.bootstrapServers" $root | quote }}
    consumerGroup: {{ .service }}
    topic: {{ .topic }}
    lagThreshold: {{ .lag | quote }}
    offsetResetPolicy: earliest
    limitToPartitionsWithLag: "true"
    excludePersistentLag: "false"
    {{- if include "lab.kafkaIsAuthenticated" $root }}
    sasl: {{ get (dict "PLAIN" "plaintext" "SCRAM-SHA-256" "scram_sha256" "SCRAM-SHA-512" "scram_sha512") $root.Values.kafka.security.mechanism }}
    {{- end }}
    {{- if include "lab.kafkaIsEncrypted" $root }}
    tls: enable
    {{- end }}
  {{- if include "lab.kafkaNeedsAuthentication" $root }}
  authenticationRef:
    name: {{ include "lab.fullname" $root }}-{{ .service }}-kafka
  {{- end }}
{{- end -}}

{{/* A trigger on a count of rows: (dict "root" $ "service" s "query" q "rows" n). */}}
{{- define "lab.rowsTrigger" -}}
{{- $root := .root -}}
- type: postgresql
  metadata:
    host: {{ include "lab.databaseHost" $root | quote }}
    port: {{ $root.Values.postgresql.port | quote }}
    dbName: {{ $root.Values.postgresql.database | quote }}
    sslmode: {{ $root.Values.postgresql.sslMode | default "disable" }}
    query: {{ .query | quote }}
    targetQueryValue: {{ .rows | quote }}
  authenticationRef:
    name: {{ include "lab.fullname" $root }}-{{ .service }}-rows
{{- end -}}

{{/*
How KEDA gets at the broker as a service. (dict "root" $ "service" s)
*/}}
{{- define "lab.kafkaAuthentication" -}}
{{- $root := .root -}}
{{- $security := $root.Values.kafka.security -}}
{{- if include "lab.kafkaNeedsAuthentication" $root }}
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata:
  {{- include "lab.metadata" (dict "root" $root "component" .service "name" (printf "%s-%s-kafka" (include "lab.fullname" $root) .service)) | nindent 2 }}
spec:
  {{- if include "lab.kafkaIsAuthenticated" $root }}
  configMapTargetRef:
    - parameter: username
      name: {{ include "lab.fullname" $root }}-kafka-users
      key: {{ .service }}
  {{- end }}
  secretTargetRef:
    {{- if include "lab.kafkaIsAuthenticated" $root }}
    - parameter: password
      name: {{ include "lab.kafkaSecret" . }}
      key: {{ $security.passwordKey }}
    {{- end }}
    {{- if and (include "lab.kafkaIsEncrypted" $root) $security.caSecret }}
    - parameter: ca
      name: {{ $security.caSecret }}
      key: {{ $security.caKey }}
    {{- end }}
{{- end }}
{{- end -}}

{{/* How KEDA reads a service's rows: with the service's own role. (dict "root" $ "service" s) */}}
{{- define "lab.rowsAuthentication" -}}
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata:
  {{- include "lab.metadata" (dict "root" .root "component" .service "name" (printf "%s-%s-rows" (include "lab.fullname" .root) .service)) | nindent 2 }}
spec:
  secretTargetRef:
    - parameter: userName
      name: {{ include "lab.databaseSecret" . }}
      key: username
    - parameter: password
      name: {{ include "lab.databaseSecret" . }}
      key: password
{{- end -}}

{{/*
The ScaledObject of a component, whose triggers follow under it:
(dict "root" $ "component" "generator" "values" v)
*/}}
{{- define "lab.scaledObject" -}}
{{- $scaling := .values.autoscaling -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  {{- include "lab.metadata" (dict "root" .root "component" .component "name" (printf "%s-%s" (include "lab.fullname" .root) .component)) | nindent 2 }}
spec:
  scaleTargetRef:
    name: {{ include "lab.fullname" .root }}-{{ .component }}
  minReplicaCount: {{ $scaling.minReplicas }}
  maxReplicaCount: {{ $scaling.maxReplicas }}
  pollingInterval: {{ $scaling.pollingInterval }}
  cooldownPeriod: {{ $scaling.cooldownPeriod }}
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        scaleUp:
          stabilizationWindowSeconds: 0
          policies:
            - type: Percent
              value: 100
              periodSeconds: 30
            - type: Pods
              value: 4
              periodSeconds: 30
          selectPolicy: Max
        scaleDown:
          stabilizationWindowSeconds: {{ $scaling.scaleDownAfter }}
          policies:
            - type: Percent
              value: 50
              periodSeconds: 60
  {{- if gt (int $scaling.fallbackReplicas) 0 }}
  # If the scaler itself is blind, this many go on.
  fallback:
    failureThreshold: 5
    replicas: {{ $scaling.fallbackReplicas }}
  {{- end }}
  triggers:
{{- end -}}
