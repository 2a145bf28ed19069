// Package importing reads files of companies and persons that other programs
// wrote, finds out what stands where in them, and brings their rows into the
// CRM. The page and the command line import by it alike.
//
// A file is detected (Detect: how it is written), mapped (Suggest: which
// column is what), checked (Check: what each row will do) and run as a job
// (Run: part by part, so that it can be killed at any moment). It knows the
// store only through the interfaces of this package.
package importing
