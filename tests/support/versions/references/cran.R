# Answers each line `A<TAB>B` with the order that R's numeric_version gives.
input <- file("stdin")
lines <- readLines(input)
close(input)
parse <- function(text) {
  version <- suppressWarnings(tryCatch(numeric_version(text), error = function(e) NULL))
  if (is.null(version) || anyNA(unlist(version))) NULL else version
}
for (pair in strsplit(lines, "\t", fixed = TRUE)) {
  a <- parse(pair[1])
  b <- parse(pair[2])
  cat(if (is.null(a) || is.null(b)) "?" else if (a < b) "<" else if (a > b) ">" else "=", "\n", sep = "")
}
