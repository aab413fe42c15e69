{{/*
An opening, with its reason:
(dict "root" $ "name" "to-kafka" "reason" r "components" (list) "ingress"|"egress" (dict "peers" (list) "ports" (list)))
*/}}
{{- define "lab.opening" -}}
{{- $rule := .ingress | default .egress -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "lab.metadata" (dict "root" .root "component" "network" "name" (printf "%s-%s" (include "lab.fullname" .root) .name)) | nindent 2 }}
  annotations:
    collapse-lab.org/reason: {{ .reason | quote }}
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ .root.Chart.Name }}
      app.kubernetes.io/instance: {{ .root.Release.Name }}
    {{- with .components }}
    matchExpressions:
      - {key: app.kubernetes.io/component, operator: In, values: [{{ join ", " . }}]}
    {{- end }}
  policyTypes: [{{ ternary "Ingress" "Egress" (hasKey . "ingress") }}]
  {{ ternary "ingress" "egress" (hasKey . "ingress") }}:
    - ports:
        {{- range $rule.ports }}
        - {port: {{ .port }}, protocol: {{ .protocol | default "TCP" }}}
        {{- end }}
      {{- with $rule.peers }}
      {{ ternary "from" "to" (hasKey $ "ingress") }}:
        {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end -}}

{{/* The pods of a component as a peer. (dict "root" $ "component" c) */}}
{{- define "lab.peer" -}}
podSelector:
  matchLabels:
    {{- include "lab.selector" . | nindent 4 }}
{{- end -}}
