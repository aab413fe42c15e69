{{/* The name of the release's objects. */}}
{{- define "lab.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels that select a component's pods: (dict "root" $ "component" "generator"). */}}
{{- define "lab.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* All labels of a component's objects. */}}
{{- define "lab.labels" -}}
{{ include "lab.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: collapse-lab
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The metadata of an object of a component: (dict "root" $ "component" c "name" n). */}}
{{- define "lab.metadata" -}}
name: {{ .name }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "lab.labels" . | nindent 2 }}
{{- end -}}

{{/* An image of the project: (dict "root" $ "image" values-of-the-image "variant" "cpu"). */}}
{{- define "lab.image" -}}
{{- $common := .root.Values.image -}}
{{- $repository := printf "%s/%s/%s" $common.registry $common.repository .image.name -}}
{{- if .image.repository -}}{{- $repository = .image.repository -}}{{- end -}}
{{- $tag := .image.tag | default $common.tag | default .root.Chart.AppVersion -}}
{{- if .variant -}}{{- $tag = printf "%s-%s" $tag .variant -}}{{- end -}}
{{- $repository }}:{{ $tag }}{{ with .image.digest }}@{{ . }}{{ end }}
{{- end -}}

{{/* An image of others: (dict "root" $ "image" "name:tag"), from the mirror where there is one. */}}
{{- define "lab.foreignImage" -}}
{{- with .root.Values.image.mirror }}{{ . }}/{{ end }}{{ .image }}
{{- end -}}

{{- define "lab.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}
