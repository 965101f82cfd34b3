// Answers each line `A<TAB>B` with the order that go/version gives for toolchains, and golang.org/x/mod/semver for modules.
package main

import (
	"bufio"
	"fmt"
	"go/version"
	"os"
	"strings"

	"reference/semver"
)

func canonical(text string) string { return "v" + strings.TrimPrefix(text, "v") }

func compare(a, b string) string {
	if version.IsValid(a) && version.IsValid(b) {
		return []string{"<", "=", ">"}[version.Compare(a, b)+1]
	}
	if semver.IsValid(canonical(a)) && semver.IsValid(canonical(b)) {
		return []string{"<", "=", ">"}[semver.Compare(canonical(a), canonical(b))+1]
	}
	return "?"
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		a, b, _ := strings.Cut(lines.Text(), "\t")
		fmt.Fprintln(out, compare(a, b))
	}
}
