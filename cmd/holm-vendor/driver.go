package main

import _ "modernc.org/sqlite" // the register's database
