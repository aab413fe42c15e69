{{/* More replicas than partitions would idle on their GPUs. (dict "root" $ "service" s) */}}
{{- define "lab.checkPartitions" -}}
{{- $scaling := (index .root.Values .service).autoscaling -}}
{{- $most := 0 -}}
{{- range $topic, $lag := $scaling.lagThresholds -}}
{{- if not (hasKey $.root.Values.kafka.topics $topic) -}}
{{- fail (printf "%s.autoscaling.lagThresholds: kafka.topics has no %s" $.service $topic) -}}
{{- end -}}
{{- $most = max $most (index $.root.Values.kafka.topics $topic).partitions -}}
{{- end -}}
{{- if gt (int $scaling.maxReplicas) (int $most) -}}
{{- fail (printf "%s.autoscaling.maxReplicas is %v, expected at most the %v partitions of its topics (kafka.topics)" .service $scaling.maxReplicas $most) -}}
{{- end -}}
{{- end -}}
