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

{{/* "true" where several pods share the partitions, or may. */}}
{{- define "streams.isShared" -}}
{{- if or (ne .Values.autoscaling.kind "none") (gt (int .Values.replicas) 1) }}true{{ end }}
{{- end }}

{{/* A raw topic of the name that the values have begins with the prefix; another name is taken as it is. */}}
{{- define "streams.rawTopic" -}}
{{ ternary (printf "%s.%s" .prefix .topic) .topic (and (ne .prefix "") (eq .topic (printf "raw.%s" .source))) }}
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

{{/* The sinks' settings: those of `sinks`, and those under the chart's own names. */}}
{{- define "streams.sinks" -}}
{{- $sinks := deepCopy .Values.sinks }}
{{- with .Values.loki }}
{{- if .url }}
{{- $_ := set $sinks "loki" (merge (get $sinks "loki" | default dict) (dict "url" .url "tenant" .tenant "username" .username)) }}
{{- end }}
{{- end }}
{{- with .Values.alertmanager }}
{{- if .urls }}
{{- $_ := set $sinks "alertmanager" (merge (get $sinks "alertmanager" | default dict) (dict "urls" .urls "username" .username)) }}
{{- end }}
{{- end }}
{{- toYaml $sinks }}
{{- end }}

{{/* The sinks' secret settings, from their secrets: never in the ConfigMap. */}}
{{- define "streams.sinkEnv" -}}
{{- $secrets := deepCopy .Values.sinkSecrets }}
{{- with .Values.loki.passwordSecret }}
{{- $_ := set $secrets "loki" (dict "secret" . "keys" (list "password")) }}
{{- end }}
{{- with .Values.alertmanager.passwordSecret }}
{{- $_ := set $secrets "alertmanager" (dict "secret" . "keys" (list "password")) }}
{{- end }}
{{- range $sink, $from := $secrets }}
{{- range $from.keys }}
- name: STREAMS__SINKS__{{ upper $sink }}__{{ upper . }}
  valueFrom: {secretKeyRef: {name: {{ $from.secret }}, key: {{ . }}}}
{{- end }}
{{- end }}
{{- end }}

{{/* The ports the pods must reach: those of the brokers, of the registry, and of every address in the settings of sinks, log and traces. */}}
{{- define "streams.ports" -}}
{{- $ports := list }}
{{- range splitList "," .Values.kafka.bootstrap }}
{{- $ports = append $ports (regexFind "[0-9]+$" (trim .) | default "9092") }}
{{- end }}
{{- $sinks := include "streams.sinks" . }}
{{- range concat (list .Values.kafka.schemaRegistryUrl) (regexFindAll "https?://[^\\s\"',]+" (printf "%s\n%s\n%s" $sinks (toYaml .Values.log) (toYaml .Values.traces)) -1) }}
{{- if . }}
{{- $ports = append $ports (regexFind "[0-9]+$" (urlParse .).host | default (ternary "443" "80" (hasPrefix "https:" .))) }}
{{- end }}
{{- end }}
{{- range regexFindAll "(address|bootstrap): [^\\s]+:[0-9]+" $sinks -1 }}
{{- $ports = append $ports (regexFind "[0-9]+$" .) }}
{{- end }}
{{- range .Values.sinkSecrets }}
{{- if has "url" .keys }}
{{- $ports = append $ports "443" }}
{{- end }}
{{- end }}
{{- $ports | uniq | join "," }}
{{- end }}

{{/* The audit receiver's pods are not the service's. */}}
{{- define "streams.auditSelector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}-audit
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "streams.auditLabels" -}}
{{ include "streams.auditSelector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "streams.kafkaEnv" -}}
{{- with .Values.kafka.sasl }}
{{- if .enabled }}
- name: STREAMS__KAFKA__PROPERTIES__sasl.username
  valueFrom: {secretKeyRef: {name: {{ required "kafka.sasl.secret: name the secret with the user's name and password" .secret }}, key: {{ .usernameKey }}}}
- name: STREAMS__KAFKA__PROPERTIES__sasl.password
  valueFrom: {secretKeyRef: {name: {{ .secret }}, key: {{ .passwordKey }}}}
{{- end }}
{{- end }}
{{- end }}

{{- define "streams.kafkaMounts" -}}
{{- if and .Values.kafka.tls.enabled .Values.kafka.tls.caSecret }}
- {name: kafka-ca, mountPath: /etc/streams/kafka-ca, readOnly: true}
{{- end }}
{{- if and .Values.kafka.tls.enabled .Values.kafka.tls.clientSecret }}
- {name: kafka-client, mountPath: /etc/streams/kafka-client, readOnly: true}
{{- end }}
{{- end }}

{{- define "streams.kafkaVolumes" -}}
{{- if .Values.kafka.tls.enabled }}
{{- with .Values.kafka.tls.caSecret }}
- name: kafka-ca
  secret: {secretName: {{ . }}, items: [{key: ca.crt, path: ca.crt}]}
{{- end }}
{{- with .Values.kafka.tls.clientSecret }}
- name: kafka-client
  secret: {secretName: {{ . }}, defaultMode: 0440}
{{- end }}
{{- end }}
{{- end }}

{{/* What the restricted Pod Security Standard asks for. */}}
{{- define "streams.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "streams.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}
