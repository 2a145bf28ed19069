STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.0
VERSION    ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS     = -s -w -X main.release=$(VERSION)

.PHONY: run check test dist

# A complete CRM with sample data on this machine.
run:
	go run ./cmd/holm demo

# Everything that finds faults without running them.
check:
	test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...

test:
	go test ./...

# The programs for customers. A build that trusts no vendor is not made: put
# the files that holm-vendor init wrote into licensing/roots first.
dist:
	@ls licensing/roots/*.pem >/dev/null 2>&1 || { \
	  echo "dist: licensing/roots holds no root; a release would accept no licence." >&2; \
	  echo "hint: copy the roots that 'holm-vendor init' wrote into licensing/roots." >&2; exit 1; }
	mkdir -p dist
	for target in linux/amd64 linux/arm64 windows/amd64 windows/arm64 darwin/arm64; do \
	  os=$${target%/*}; arch=$${target#*/}; ext=; test $$os = windows && ext=.exe; \
	  CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch go build -trimpath -ldflags '$(LDFLAGS)' \
	    -o dist/holm-$$os-$$arch$$ext ./cmd/holm || exit 1; \
	done
