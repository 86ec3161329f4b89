#!/bin/sh
# Puts a built site on the server in one step: sh deploy/put.sh site /srv/disclosure/site
# What is live is a link to a folder beside it, and changes by one rename: whenever this is cut off, the old site or the
# new one is there whole. The last three folders stay, to go back to.
set -eu

refuse() {
    echo "$1" >&2
    exit 1
}

edition() {
    sed -n 's/^ "edition": "\(.*\)",$/\1/p' "$1/manifest.json"
}

[ $# -eq 2 ] || refuse "写法：sh deploy/put.sh 生成的文件夹 服务器上的位置，例如 sh deploy/put.sh site /srv/disclosure/site"
site=$1 live=${2%/}
[ -f "$site/manifest.json" ] || refuse "$site: 这里不是生成的网站，没有 manifest.json；请先执行 make site。"
[ -L "$live" ] || [ ! -e "$live" ] || refuse "$live: 这里已有一个文件夹，不是这条命令放的；请先改名：mv $live $live.old"
case $live in *staff) place=staff ;; *) place=public ;; esac
[ "$(edition "$site")" = $place ] || refuse "$live: 内部版放在以 staff 结尾的位置，公开版放在别的位置；请检查两个路径。"

rm -rf "$live"-[0-9]*.part "$live"-[0-9]*.link # what one cut off left behind
new=$live-$(date +%Y%m%d-%H%M%S)-$$
cp -R "$site" "$new.part"
chmod -R u+w,a+rX "$new.part"
sed -n 's/^  "\(.*\..*\)": "\([0-9a-f]\{64\}\)",\{0,1\}$/\2  \1/p' "$new.part/manifest.json" >"$new.part/.sums"
(cd "$new.part" && sha256sum --quiet --check .sums) || refuse "$site: 复制出来的与 manifest.json 不符，没有换上；请重新生成再放。"
rm "$new.part/.sums"
mv "$new.part" "$new"
ln -s "$(basename "$new")" "$new.link"
mv -T "$new.link" "$live"
echo "已换上 $new。要退回上一份：sh deploy/put.sh 上一份的文件夹 $live"

# The names say the time, so that the last in their order are the newest.
for old in "$live"-[0-9]*-[0-9]*-*; do echo "$old"; done | sort | head -n -3 | while read -r old; do rm -rf "$old"; done
