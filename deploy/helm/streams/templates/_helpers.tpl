{{- define "streams.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "streams.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "streams.labels" -}}
{{ include "streams.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "streams.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}{{ default (include "streams.name" .) .Values.serviceAccount.name }}{{ else }}{{ default "default" .Values.serviceAccount.name }}{{ end }}
{{- end }}

{{- define "streams.image" -}}
{{ .Values.image.repository }}{{ if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ default .Chart.AppVersion .Values.image.tag }}{{ end }}
{{- end }}

{{/* The name of the ConfigMap that holds rules; empty where the image's own are used. */}}
{{- define "streams.rules" -}}
{{- if .Values.rules.configMap }}{{ .Values.rules.configMap }}{{ else if .Values.rules.inline }}{{ include "streams.name" . }}-rules{{ end }}
{{- end }}

{{/* "true" where a kind of Prometheus' operator is wanted: always, or where the cluster knows it. */}}
{{- define "streams.wants" -}}
{{- if eq (toString .wanted) "auto" }}{{ .root.Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}{{ else }}{{ .wanted }}{{ end }}
{{- end }}

{{/* The ports the pods must reach: those of the brokers, of Loki, of Alertmanager and of the registry. */}}
{{- define "streams.ports" -}}
{{- $ports := list }}
{{- range splitList "," .Values.kafka.bootstrap }}
{{- $ports = append $ports (regexFind "[0-9]+$" (trim .) | default "9092") }}
{{- end }}
{{- range list .Values.loki.url .Values.alertmanager.url .Values.kafka.schemaRegistryUrl }}
{{- if . }}
{{- $ports = append $ports (regexFind "[0-9]+$" (urlParse .).host | default (ternary "443" "80" (hasPrefix "https:" .))) }}
{{- end }}
{{- end }}
{{- $ports | uniq | join "," }}
{{- end }}
