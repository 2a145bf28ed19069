package sample

// shuffle is a seeded one-to-one order of 0…size-1 that needs no memory: a
// Feistel network over the next power of four, walked until it lands inside.
type shuffle struct {
	size int64
	half uint
	keys [4]uint64
}

func newShuffle(seed uint64, stream string, size int64) shuffle {
	s := shuffle{size: size, half: 1}
	for int64(1)<<(2*s.half) < size {
		s.half++
	}
	d := throw(seed, stream, 0)
	for i := range s.keys {
		s.keys[i] = d.next()
	}
	return s
}

// at returns the number at place n, which is below size.
func (s shuffle) at(n int64) int64 {
	mask := uint64(1)<<s.half - 1
	for {
		left, right := uint64(n)>>s.half, uint64(n)&mask
		for _, key := range s.keys {
			d := dice(right ^ key)
			left, right = right, left^d.next()&mask
		}
		n = int64(left<<s.half | right)
		if n < s.size {
			return n
		}
	}
}
