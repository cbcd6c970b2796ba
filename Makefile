# SPDX-License-Identifier: GPL-3.0-or-later
# Short names for what is done often. The work is in build-aux/ and in meson.build.

PREFIX = /usr/local
DESTDIR =

.PHONY: help run test lint fuzz bench bench-service cloud screenshots install lambda test-next flatpak clean
.NOTPARALLEL:

help:
	@echo 'make run          build Stint and start it (without a display: on a virtual one, with a picture)'
	@echo 'make test         build it and run every test, plain and under sanitizers'
	@echo 'make lint         layers, format, shell scripts, XML, translations'
	@echo 'make fuzz         random bytes for whatever reads what others write, a minute each (clang)'
	@echo 'make bench        measure start, memory and page turns beside an empty window'
	@echo 'make cloud        the service and what it stands on, on this machine; Ctrl-C ends it'
	@echo 'make bench-service  the service beside handlers in Python and Node'
	@echo 'make screenshots  take the pictures of data/screenshots anew'
	@echo 'make install      install below PREFIX ($(PREFIX)); DESTDIR is honoured'
	@echo 'make lambda       the service as AWS Lambda runs it: build/lambda/stint.zip'
	@echo 'make test-next    the build and the tests in Debian 13: newer GTK, no deprecated call'
	@echo 'make flatpak      check the Flatpak manifest'
	@echo 'make clean        remove everything that was built'

run:
	@build-aux/run

test:
	@build-aux/run-tests

lint:
	@build-aux/lint

fuzz:
	@build-aux/fuzz 60s

bench:
	@failed=0; bench/run || failed=1; bench/service/run || failed=1; exit $$failed

cloud:
	@build-aux/cloud

bench-service:
	@bench/service/run

screenshots:
	@build-aux/screenshots

install:
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' build-aux/install

lambda:
	@build-aux/dependencies lambda
	@build-aux/lambda

test-next:
	@build-aux/check-next

flatpak:
	@build-aux/check-flatpak

clean:
	rm -rf build build-test build-asan build-bench build-bench-service build-cloud build-install
