#!/bin/sh
# Run by npm after the installation. The Node.js that came with the packages needs a library that small systems lack, and says so
# only when it is used. An installation without development dependencies brings no Node.js of its own.
node --version >/dev/null && exit
echo >&2 'The Node.js that npm has installed does not start. If the line above names libatomic.so.1, install that library:
  apt install libatomic1        (Debian, Ubuntu)
  dnf install libatomic         (Fedora, RHEL)
Then run npm ci again.'
exit 1
