package main

type benchRun struct{}

func (c benchRun) Run(p *program) error { return nil }

type benchServe struct{}

func (c benchServe) Run(p *program) error { return nil }
