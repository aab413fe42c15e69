{{/* A variable from a key of a Secret: (dict "name" n "secret" s "key" k). */}}
{{- define "lab.secretVariable" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end -}}

{{/* Where Kafka is and how to get in. (dict "root" $ "service" s) */}}
{{- define "lab.kafkaVariables" -}}
{{- $security := .root.Values.kafka.security -}}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ include "lab.bootstrapServers" .root | quote }}
{{- if ne $security.protocol "PLAINTEXT" }}
- name: KAFKA_SECURITY_PROTOCOL
  value: {{ $security.protocol }}
{{- end }}
{{- if include "lab.kafkaIsAuthenticated" .root }}
- name: KAFKA_SASL_MECHANISM
  value: {{ $security.mechanism }}
{{ include "lab.secretVariable" (dict "name" "KAFKA_SASL_JAAS_CONFIG" "secret" (include "lab.kafkaSecret" .) "key" $security.jaasKey) }}
{{- end }}
{{- if and (include "lab.kafkaIsEncrypted" .root) $security.caSecret }}
- name: KAFKA_SSL_TRUSTSTORE_TYPE
  value: PEM
- name: KAFKA_SSL_TRUSTSTORE_LOCATION
  value: /etc/kafka-ca/{{ $security.caKey }}
{{- end }}
{{- end -}}

{{- define "lab.storeVariables" -}}
{{- $secret := include "lab.storeSecret" . -}}
- name: COLLAPSE_STORE_ENDPOINT
  value: {{ include "lab.storeEndpoint" . | quote }}
- name: COLLAPSE_STORE_BUCKET
  value: {{ .Values.s3.bucket | quote }}
- name: COLLAPSE_STORE_REGION
  value: {{ .Values.s3.region | quote }}
{{ include "lab.secretVariable" (dict "name" "COLLAPSE_STORE_ACCESS_KEY" "secret" $secret "key" .Values.s3.accessKeyKey) }}
{{ include "lab.secretVariable" (dict "name" "COLLAPSE_STORE_SECRET_KEY" "secret" $secret "key" .Values.s3.secretKeyKey) }}
{{- end -}}

{{/* (dict "root" $ "service" s) */}}
{{- define "lab.databaseVariables" -}}
{{- $secret := include "lab.databaseSecret" . -}}
- name: QUARKUS_DATASOURCE_JDBC_URL
  value: {{ include "lab.jdbcUrl" .root | quote }}
{{ include "lab.secretVariable" (dict "name" "QUARKUS_DATASOURCE_USERNAME" "secret" $secret "key" "username") }}
{{ include "lab.secretVariable" (dict "name" "QUARKUS_DATASOURCE_PASSWORD" "secret" $secret "key" "password") }}
{{- end -}}

{{/*
All variables of a service: (dict "root" $ "service" s "values" the service's values "database" true
"own" a map of further variables). Maps render in the order of their keys.
*/}}
{{- define "lab.variables" -}}
{{ include "lab.kafkaVariables" . }}
{{ include "lab.storeVariables" .root }}
{{- if .database }}
{{ include "lab.databaseVariables" . }}
{{- end }}
- name: QUARKUS_HTTP_HOST
  value: 0.0.0.0
- name: QUARKUS_HTTP_PORT
  value: {{ .root.Values.port | quote }}
- name: COLLAPSE_{{ upper .service }}_DEVICE
  value: {{ ternary "cuda" "cpu" .values.gpu.enabled }}
- name: COLLAPSE_{{ upper .service }}_CACHE_FOLDER
  value: /var/cache/collapse-lab/checkpoints
- name: DJL_CACHE_DIR
  value: /var/cache/collapse-lab/engine
- name: DJL_OFFLINE
  value: "true"
- name: JDK_JAVA_OPTIONS
  value: {{ include "lab.javaOptions" . | quote }}
# As many threads as cores, and none that spins on a core it may not have.
{{- if not (hasKey .values.env "OMP_NUM_THREADS") }}
- name: OMP_NUM_THREADS
  valueFrom:
    resourceFieldRef:
      resource: {{ if (.values.resources.limits).cpu }}limits.cpu{{ else }}requests.cpu{{ end }}
      divisor: "1"
{{- end }}
- name: OMP_WAIT_POLICY
  value: passive
- name: GOMP_SPINCOUNT
  value: "0"
- name: MALLOC_ARENA_MAX
  value: "2"
# Tensors come and go: memory is kept for the next ones.
- name: GLIBC_TUNABLES
  value: glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=1073741824:glibc.malloc.trim_threshold=2147483648
{{- range $name, $value := merge (dict) .own .values.env .root.Values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/* (dict "root" $ "values" the service's values) */}}
{{- define "lab.javaOptions" -}}
-Xmx{{ .values.heap }} {{ .root.Values.javaOptions }}
{{- with .root.Values.trust.secret }} -Djavax.net.ssl.trustStore=/etc/trust/{{ $.root.Values.trust.key }} -Djavax.net.ssl.trustStoreType=PKCS12
{{- end }}
{{- end -}}
