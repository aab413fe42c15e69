{{/*
A server of the development cluster, one pod with a disk, behind a Service of its name:
(dict "root" $ "component" "kafka" "port" 9092 "image" i "user" 1000 "storage" "1Gi" "disk" "/data"
"env" yaml "scratch" (list of paths) "requests" (dict) "limits" (dict) "command" (list) "mounts" yaml
"volumes" yaml)
*/}}
{{- define "lab.server" -}}
{{- $root := .root -}}
{{- $name := printf "%s-%s" (include "lab.fullname" $root) .component -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "lab.metadata" (dict "root" $root "component" .component "name" $name) | nindent 2 }}
spec:
  type: ClusterIP
  selector:
    {{- include "lab.selector" . | nindent 4 }}
  ports:
    - name: server
      port: {{ .port }}
      targetPort: server
      protocol: TCP
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  {{- include "lab.metadata" (dict "root" $root "component" .component "name" $name) | nindent 2 }}
spec:
  serviceName: {{ $name }}
  replicas: 1
  selector:
    matchLabels:
      {{- include "lab.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "lab.labels" . | nindent 8 }}
    spec:
      automountServiceAccountToken: false
      enableServiceLinks: false
      {{- with include "lab.pullSecrets" $root | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      securityContext:
        {{- include "lab.podSecurity" .user | nindent 8 }}
      terminationGracePeriodSeconds: 60
      containers:
        - name: server
          image: {{ include "lab.foreignImage" (dict "root" $root "image" .image) }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          securityContext:
            {{- include "lab.containerSecurity" . | nindent 12 }}
          ports:
            - name: server
              containerPort: {{ .port }}
              protocol: TCP
          env:
            {{- .env | nindent 12 }}
          startupProbe:
            tcpSocket:
              port: server
            periodSeconds: 5
            failureThreshold: 60
          readinessProbe:
            tcpSocket:
              port: server
            periodSeconds: 5
          resources:
            requests:
              {{- toYaml .requests | nindent 14 }}
            limits:
              {{- toYaml .limits | nindent 14 }}
          volumeMounts:
            - name: disk
              mountPath: {{ .disk }}
            {{- range $index, $path := .scratch }}
            - name: scratch-{{ $index }}
              mountPath: {{ $path }}
            {{- end }}
            {{- with .mounts }}
            {{- . | nindent 12 }}
            {{- end }}
      volumes:
        {{- range $index, $path := .scratch }}
        - name: scratch-{{ $index }}
          emptyDir:
            sizeLimit: 256Mi
        {{- end }}
        {{- with .volumes }}
        {{- . | nindent 8 }}
        {{- end }}
  volumeClaimTemplates:
    - metadata:
        name: disk
      spec:
        accessModes: [ReadWriteOnce]
        {{- with $root.Values.dev.storageClass }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests:
            storage: {{ .storage }}
{{- end -}}
