// Package crm is the domain: the records a customer keeps, what makes them
// valid, who may see and change them, and how they are looked for. It does no
// input or output and reads no clock; the store keeps what it describes.
package crm
