# Answers each line `A<TAB>B` with the order that Gem::Version gives.
parse = ->(text) { !text.empty? && Gem::Version.correct?(text) ? Gem::Version.new(text) : nil }
$stdin.each_line do |line|
  a, b = line.chomp.split("\t", -1).map(&parse)
  puts a.nil? || b.nil? ? '?' : ['<', '=', '>'][(a <=> b) + 1]
end
