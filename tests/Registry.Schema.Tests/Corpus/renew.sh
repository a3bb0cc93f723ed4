#!/bin/sh
# Takes the draft2020-12 part of the JSON Schema test suite anew from the Debian package that carries it.
# Without optional/format: those tests want "format" asserted, and here it is an annotation.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download libtest-json-schema-acceptance-perl
dpkg-deb -x ./*.deb .
suite=$work/usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance
rm -rf "$folder/draft2020-12"
cp -r "$suite/tests/draft2020-12" "$folder/draft2020-12"
rm -rf "$folder/draft2020-12/optional/format"
head -n 1 "$suite/submodule_status" | cut -d" " -f1 > "$folder/COMMIT"
chmod -R u+rwX,go+rX "$folder/draft2020-12"
