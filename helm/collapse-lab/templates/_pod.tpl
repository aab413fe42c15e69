{{/* Nothing but what a process needs: the "restricted" Pod Security Standard, and more. */}}
{{- define "lab.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "lab.containerSecurity" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* An HTTP probe of a service: (dict "path" p "period" s "failures" n). */}}
{{- define "lab.probe" -}}
httpGet:
  path: {{ .path }}
  port: http
periodSeconds: {{ .period }}
timeoutSeconds: 5
failureThreshold: {{ .failures }}
{{- end -}}

{{/* The resources of a service with its GPUs. */}}
{{- define "lab.resources" -}}
{{- $resources := deepCopy .resources -}}
{{- if .gpu.enabled -}}
{{- $count := toString .gpu.count -}}
{{- $resources = merge (dict "limits" (dict .gpu.resource $count) "requests" (dict .gpu.resource $count)) $resources -}}
{{- end -}}
{{ toYaml $resources }}
{{- end -}}

{{/* Where a service's pods go: (dict "root" $ "component" c "values" v). */}}
{{- define "lab.placement" -}}
{{- $gpu := .values.gpu -}}
{{- if and $gpu.enabled $gpu.runtimeClassName }}
runtimeClassName: {{ $gpu.runtimeClassName }}
{{- end }}
{{- $nodes := merge (dict) .values.nodeSelector (ternary $gpu.nodeSelector (dict) $gpu.enabled) }}
{{- with $nodes }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- $tolerations := concat .values.tolerations (ternary $gpu.tolerations (list) $gpu.enabled) }}
{{- with $tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.topologySpread }}
topologySpreadConstraints:
  {{- range . }}
  - maxSkew: {{ .maxSkew }}
    topologyKey: {{ .topologyKey }}
    whenUnsatisfiable: {{ .whenUnsatisfiable }}
    labelSelector:
      matchLabels:
        {{- include "lab.selector" $ | nindent 8 }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* The class of a component's pods: (dict "root" $ "values" v). */}}
{{- define "lab.priorityClass" -}}
{{- if .values.priorityClassName -}}
{{ .values.priorityClassName }}
{{- else if .root.Values.priorityClasses.create -}}
{{ include "lab.fullname" .root }}-{{ .values.priority }}
{{- end -}}
{{- end -}}

{{/*
The Deployment of a component:
(dict "root" $ "service" "trainer" "component" "trainer-queue" "values" its-values "database" true
"own" further-variables "scaled" whether-KEDA-sets-the-replicas)
*/}}
{{- define "lab.deployment" -}}
{{- $root := .root -}}
{{- $values := .values -}}
{{- $variant := ternary "cuda" "cpu" $values.gpu.enabled -}}
{{- $image := include "lab.image" (dict "root" $root "image" $values.image "variant" $variant) -}}
{{- $migrates := and .database (eq $root.Values.postgresql.migration "initContainer") -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "lab.metadata" (dict "root" $root "component" .component "name" (printf "%s-%s" (include "lab.fullname" $root) .component)) | nindent 2 }}
spec:
  {{- if not .scaled }}
  replicas: {{ $values.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  strategy:
    type: RollingUpdate
    rollingUpdate:
      {{- toYaml $values.rollingUpdate | nindent 6 }}
  selector:
    matchLabels:
      {{- include "lab.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "lab.labels" . | nindent 8 }}
        {{- with $values.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with $values.podAnnotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      serviceAccountName: {{ include "lab.fullname" $root }}-{{ .service }}
      automountServiceAccountToken: false
      # A Service named kafka would put variables into the pod that read like Kafka's configuration.
      enableServiceLinks: false
      {{- with include "lab.pullSecrets" $root | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      {{- with include "lab.priorityClass" . }}
      priorityClassName: {{ . }}
      {{- end }}
      securityContext:
        {{- include "lab.podSecurity" $root.Values.user | nindent 8 }}
      terminationGracePeriodSeconds: {{ $values.terminationGracePeriodSeconds }}
      {{- with include "lab.placement" . | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      {{- if $migrates }}
      initContainers:
        - name: migrate
          image: {{ $image }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          securityContext:
            {{- include "lab.containerSecurity" . | nindent 12 }}
          env:
            - name: QUARKUS_INIT_AND_EXIT
              value: "true"
            {{- include "lab.kafkaVariables" . | nindent 12 }}
            {{- include "lab.storeVariables" $root | nindent 12 }}
            {{- include "lab.databaseVariables" . | nindent 12 }}
            - name: JDK_JAVA_OPTIONS
              value: {{ include "lab.javaOptions" . | quote }}
          resources:
            {{- toYaml $root.Values.postgresql.migrationResources | nindent 12 }}
          volumeMounts:
            {{- include "lab.mounts" $root | nindent 12 }}
      {{- end }}
      containers:
        - name: {{ .service }}
          image: {{ $image }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          securityContext:
            {{- include "lab.containerSecurity" . | nindent 12 }}
          ports:
            - name: http
              containerPort: {{ $root.Values.port }}
              protocol: TCP
          env:
            {{- include "lab.variables" . | nindent 12 }}
            {{- if $migrates }}
            - name: QUARKUS_FLYWAY_MIGRATE_AT_START
              value: "false"
            {{- end }}
          {{- with $values.envFrom }}
          envFrom:
            {{- toYaml . | nindent 12 }}
          {{- end }}
          # The database and the broker may come later than the service, which waits for them.
          startupProbe:
            {{- include "lab.probe" (dict "path" "/q/health/started" "period" 5 "failures" 60) | nindent 12 }}
          livenessProbe:
            {{- include "lab.probe" (dict "path" "/q/health/live" "period" 10 "failures" 6) | nindent 12 }}
          readinessProbe:
            {{- include "lab.probe" (dict "path" "/q/health/ready" "period" 10 "failures" 3) | nindent 12 }}
          resources:
            {{- include "lab.resources" $values | nindent 12 }}
          volumeMounts:
            {{- include "lab.mounts" $root | nindent 12 }}
      volumes:
        - name: scratch
          emptyDir:
            sizeLimit: {{ $values.scratchSize }}
        - name: cache
          {{- if $values.cacheClaim }}
          persistentVolumeClaim:
            claimName: {{ $values.cacheClaim }}
          {{- else }}
          emptyDir:
            sizeLimit: {{ $values.cacheSize }}
          {{- end }}
        {{- if include "lab.mountsKafkaCa" $root }}
        - name: kafka-ca
          secret:
            secretName: {{ $root.Values.kafka.security.caSecret }}
        {{- end }}
        {{- include "lab.trustVolume" $root | nindent 8 }}
{{- end -}}

{{- define "lab.mountsKafkaCa" -}}
{{- if and (include "lab.kafkaIsEncrypted" .) .Values.kafka.security.caSecret }}true{{ end -}}
{{- end -}}

{{- define "lab.mounts" -}}
- name: scratch
  mountPath: /tmp
- name: cache
  mountPath: /var/cache/collapse-lab
{{- if include "lab.mountsKafkaCa" . }}
- name: kafka-ca
  mountPath: /etc/kafka-ca
  readOnly: true
{{- end }}
{{ include "lab.trustMount" . }}
{{- end -}}

{{- define "lab.trustVolume" -}}
{{- with .Values.trust.secret }}
- name: trust
  secret:
    secretName: {{ . }}
{{- end }}
{{- end -}}

{{- define "lab.trustMount" -}}
{{- if .Values.trust.secret }}
- name: trust
  mountPath: /etc/trust
  readOnly: true
{{- end }}
{{- end -}}

{{/* Drains take few pods at a time, and can take the last one: its work goes on elsewhere. */}}
{{- define "lab.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "lab.metadata" (dict "root" .root "component" .component "name" (printf "%s-%s" (include "lab.fullname" .root) .component)) | nindent 2 }}
spec:
  maxUnavailable: {{ .values.maxUnavailable }}
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "lab.selector" . | nindent 6 }}
{{- end -}}
