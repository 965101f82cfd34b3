<?php
// Answers each line `A<TAB>B` with the order that composer/semver gives, as Debian installs it.
require '/usr/share/php/Composer/Semver/autoload.php';

use Composer\Semver\Comparator;
use Composer\Semver\VersionParser;

function parse(string $text): ?string
{
    try {
        $version = (new VersionParser())->normalize($text);
        return strpos($version, 'dev-') === 0 ? null : $version;
    } catch (UnexpectedValueException $exception) {
        return null;
    }
}

while (($line = fgets(STDIN)) !== false) {
    [$a, $b] = array_map('parse', explode("\t", rtrim($line, "\n")));
    if ($a === null || $b === null) {
        echo "?\n";
    } else {
        echo Comparator::lessThan($a, $b) ? '<' : (Comparator::greaterThan($a, $b) ? '>' : '='), "\n";
    }
}
