package main

import (
	"fmt"
	"testing"
)

func walkDemo(t *testing.T, b *chromium, d demonstration) { t.Skip() }
func liveThroughStates(t *testing.T, b *chromium)         { t.Skip() }

var _ = fmt.Sprint
