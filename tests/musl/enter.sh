# Runs a program within the Debian of `make musl`, in this folder and as root: DEBIAN PROGRAM ARGUMENT...
# In a mount namespace of its own, so that what is mounted is gone with the program.
set -eu
root=$1 here=$PWD
shift
mkdir -p "$root$here"
mount --bind "$here" "$root$here"
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/tmp"
echo "127.0.0.1 localhost" >"$root/etc/hosts"
: >"$root/tmp/resolv.conf"
mount --bind "$root/tmp/resolv.conf" "$root/etc/resolv.conf"
exec chroot "$root" /usr/bin/env --ignore-environment HOME=/root \
    PATH="$here/.cache/musl/venv/bin:/opt/musl/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
    sh -c 'cd "$0" && exec "$@"' "$here" "$@"
