import type { BinaryClassifier } from '../classifier.ts';

/** The file in which a JDK and JRE say what they are (JEP 223, and the build that makes it). */
const release = { paths: ['release'], content: 'any' } as const;
const versions = ['JAVA_RUNTIME_VERSION="{java-version}', 'JAVA_VERSION="{java-version}'];
const program = {
  paths: ['bin/java', 'bin/java.exe'],
  // The program lies in `bin` of a JDK, and in `jre/bin` of those before 9.
  unless: '../release',
} as const;

/** Java run-times: by vendor where they say so, else by their program. */
export const java: readonly BinaryClassifier[] = [
  {
    ...release,
    name: 'graalvm',
    cpes: ['oracle:graalvm'],
    versions: ['GRAALVM_VERSION="{version+}', ...versions],
    with: ['GRAALVM_VERSION='],
  },
  {
    ...release,
    name: 'temurin',
    purl: 'pkg:generic/eclipse/temurin',
    cpes: ['eclipse:temurin', 'oracle:openjdk'],
    versions,
    with: ['IMPLEMENTOR="Eclipse Adoptium"'],
  },
  {
    ...release,
    name: 'adoptopenjdk',
    purl: 'pkg:generic/adoptopenjdk',
    cpes: ['oracle:openjdk'],
    versions,
    with: ['IMPLEMENTOR="AdoptOpenJDK'],
  },
  {
    ...release,
    name: 'zulu',
    purl: 'pkg:generic/azul/zulu',
    cpes: ['azul:zulu', 'oracle:openjdk'],
    versions,
    with: ['IMPLEMENTOR="Azul'],
  },
  {
    ...release,
    name: 'corretto',
    purl: 'pkg:generic/amazon/corretto',
    cpes: ['amazon:corretto', 'oracle:openjdk'],
    versions,
    with: ['IMPLEMENTOR="Amazon'],
  },
  {
    ...release,
    name: 'liberica',
    purl: 'pkg:generic/bellsoft/liberica',
    cpes: ['bellsoft:liberica', 'oracle:openjdk'],
    versions,
    with: ['IMPLEMENTOR="BellSoft"'],
  },
  {
    ...release,
    name: 'microsoft-openjdk',
    purl: 'pkg:generic/microsoft/openjdk',
    cpes: ['microsoft:openjdk', 'oracle:openjdk'],
    versions,
    with: ['IMPLEMENTOR="Microsoft"'],
  },
  {
    ...release,
    name: 'semeru',
    purl: 'pkg:generic/ibm/semeru',
    cpes: ['ibm:semeru_runtime', 'oracle:openjdk'],
    versions,
    with: ['IMPLEMENTOR="IBM'],
  },
  {
    ...release,
    name: 'sapmachine',
    purl: 'pkg:generic/sap/sapmachine',
    cpes: ['oracle:openjdk'],
    versions,
    with: ['IMPLEMENTOR="SAP SE"'],
  },
  {
    ...release,
    name: 'jdk',
    purl: 'pkg:generic/oracle/jdk',
    cpes: ['oracle:jdk', 'oracle:jre'],
    versions,
    with: ['IMPLEMENTOR="Oracle Corporation"', 'BUILD_TYPE="commercial"'],
  },
  {
    ...release,
    name: 'openjdk',
    cpes: ['oracle:openjdk'],
    versions,
    with: ['JAVA_VERSION='],
    without: [
      'GRAALVM_VERSION=',
      'BUILD_TYPE="commercial"',
      ...['Eclipse Adoptium"', 'AdoptOpenJDK', 'Azul', 'Amazon', 'BellSoft"', 'Microsoft"', 'IBM', 'SAP SE"'].map(
        (vendor) => `IMPLEMENTOR="${vendor}`,
      ),
    ],
  },
  { ...program, name: 'graalvm', cpes: ['oracle:graalvm'], versions: ['{nul}{java-version}-jvmci-'] },
  {
    ...program,
    name: 'openjdk',
    cpes: ['oracle:openjdk'],
    versions: [
      'openjdk{nul}java{nul}{digits}.{digits}{nul}{java-version}',
      '{nul}{java-version}{gap}openjdk{nul}java',
      '{nul}{java-version}{nuls}openjdk',
    ],
    with: ['openjdk'],
    without: ['-jvmci-'],
  },
  {
    ...program,
    name: 'jre',
    purl: 'pkg:generic/oracle/jre',
    cpes: ['oracle:jre'],
    versions: ['java{nuls}{digits}.{digits}{nuls}{java-version}'],
    with: ['java'],
    without: ['openjdk', '-jvmci-'],
  },
];
