# Builds a Python that is linked against musl, within the Debian of `make musl`, from Debian's copies
# of what zlib, libffi, OpenSSL and Python have published. Its argument: how many jobs at a time.
set -eu
JOBS=$1
ROOT=/opt/musl
mkdir -p /src $ROOT/bin $ROOT/include
cd /src
apt-get update -qq

cat > wanted <<'END'
60dd315c07f616887caa029408308a018ace66e3d142726a97db164b3b8f69fb  zlib_1.3.dfsg+really1.3.1.orig.tar.gz
cbb7f0b3b095dc506387ec1e35b891bfb4891d05b90a495bc69a10f2293f80ff  libffi_3.4.8.orig.tar.gz
a8c0d28a529ca480f9f36cf5792e2cd21984552a3c8e4aa11a24aa31aeac98e8  openssl_3.5.7.orig.tar.gz
93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640  python3.13_3.13.5.orig.tar.xz
END

# Unpack the sources of a package: of the versions that Debian lists, the first whose tarball is wanted.
unpacked() {
    grep " ${1}_" wanted > one
    for version in $(apt-cache showsrc "$1" | sed -n 's/^Version: //p' | sort -u); do
        sha256sum --check --status one 2>/dev/null && break
        apt-get source -qq --download-only "$1=$version" >/dev/null 2>&1 || true
    done
    sha256sum --check --quiet one
    rm -rf "$1"
    mkdir "$1"
    tar -xf "$1"_*.orig.tar.[gx]z -C "$1" --strip-components 1
    cd "$1"
}

# The compiler is the system's, and would say whose it is; headers of the kernel are of no C library.
printf '#!/bin/sh\ntest "$1" != --print-multiarch || { echo x86_64-linux-musl; exit; }\nexec musl-gcc "$@"\n' > $ROOT/bin/cc
chmod +x $ROOT/bin/cc
ln -sfn /usr/include/linux $ROOT/include/linux
ln -sfn /usr/include/asm-generic $ROOT/include/asm-generic
ln -sfn /usr/include/x86_64-linux-gnu/asm $ROOT/include/asm
export CC=$ROOT/bin/cc CFLAGS="-O2 -fPIC" CPPFLAGS="-I$ROOT/include"

test -e $ROOT/lib/libz.a || (
    unpacked zlib
    ./configure --static --prefix=$ROOT
    make -j"$JOBS" install
)
test -e $ROOT/lib/libffi.a || (
    unpacked libffi
    autoreconf --install
    ./configure --host=x86_64-linux-musl --disable-shared --with-pic --disable-docs --prefix=$ROOT
    make -j"$JOBS" install
)
test -e $ROOT/lib/libssl.a || (
    unpacked openssl
    ./Configure linux-x86_64 no-shared no-tests no-docs no-apps no-async no-module \
        --prefix=$ROOT --libdir=lib --openssldir=/etc/ssl
    make -j"$JOBS" build_libs
    make install_dev
)
test -e $ROOT/bin/python3 || (
    unpacked python3.13
    ./configure --prefix=$ROOT --with-openssl=$ROOT --disable-test-modules \
        ZLIB_CFLAGS=-I$ROOT/include ZLIB_LIBS=$ROOT/lib/libz.a \
        LIBFFI_CFLAGS=-I$ROOT/include LIBFFI_LIBS=$ROOT/lib/libffi.a
    make -j"$JOBS"
    make install
)
rm -rf /src
