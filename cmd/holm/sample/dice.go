package sample

// dice is a small deterministic source of choices (splitmix64). Every record
// has its own, so that one record never depends on how another was made.
type dice uint64

// throw returns dice for the n-th record of a stream.
func throw(seed uint64, stream string, n int64) *dice {
	d := dice(seed)
	for _, c := range stream {
		d = dice(uint64(d)*31 + uint64(c))
	}
	d.next()
	d ^= dice(n) * 0x9e3779b97f4a7c15
	d.next()
	return &d
}

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// upTo returns a number from 0 to n-1.
func (d *dice) upTo(n int) int { return int(d.next() % uint64(n)) }

// chance is true percent times out of 100.
func (d *dice) chance(percent int) bool { return d.upTo(100) < percent }

func pick[T any](d *dice, from []T) T { return from[d.upTo(len(from))] }

// scatter maps 0…size-1 one to one onto itself, so that neighbours end far
// apart; beyond size it starts over.
func scatter(n, size int64) int64 { return newShuffle(0, "scatter", size).at(n % size) }
