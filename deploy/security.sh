#!/bin/sh
# Give Elasticsearch the users of compose.yaml, again and again without harm.
#
# kibana_system is Kibana's own; pantau may write and search its own indices and nothing else;
# pantau_dashboards may change what Kibana shows, and reads no index.
set -eu

prefix=${INDEX_PREFIX:-pantau}

put() {
    answer=$(curl --silent --show-error --fail-with-body --request PUT \
        --user "elastic:$ELASTIC_PASSWORD" --header 'Content-Type: application/json' \
        --data "$2" "$ELASTICSEARCH/_security/$1") || {
        echo "Elasticsearch refused $1: $answer" >&2
        exit 1
    }
}

put user/kibana_system/_password "{\"password\": \"$KIBANA_SYSTEM_PASSWORD\"}"
put role/pantau "{
  \"cluster\": [\"monitor\", \"manage_index_templates\"],
  \"indices\": [{\"names\": [\"$prefix-*\"], \"privileges\": [\"manage\", \"read\", \"write\"]}]
}"
put user/pantau "{\"password\": \"$INDEX_PASSWORD\", \"roles\": [\"pantau\"]}"
put user/pantau_dashboards \
    "{\"password\": \"$DASHBOARDS_PASSWORD\", \"roles\": [\"kibana_admin\"]}"
echo "Users are set: kibana_system, pantau, pantau_dashboards"
