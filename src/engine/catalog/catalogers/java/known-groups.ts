/**
 * Group ids of widespread artifacts whose archives do not say them, since Gradle and Ant write no `pom.properties`: an artifact id, or the
 * beginning of one with `*` behind it. The first that fits counts.
 */
const rows = `
spring-boot* org.springframework.boot
spring-cloud-* org.springframework.cloud
spring-security-* org.springframework.security
spring-data-* org.springframework.data
spring-session-* org.springframework.session
spring-integration-* org.springframework.integration
spring-batch-* org.springframework.batch
spring-kafka* org.springframework.kafka
spring-rabbit* org.springframework.amqp
spring-amqp org.springframework.amqp
spring-ldap-* org.springframework.ldap
spring-hateoas org.springframework.hateoas
spring-retry org.springframework.retry
spring-plugin-* org.springframework.plugin
spring-ws-* org.springframework.ws
spring-* org.springframework
tomcat-embed-* org.apache.tomcat.embed
tomcat-* org.apache.tomcat
kotlin-* org.jetbrains.kotlin
kotlinx-* org.jetbrains.kotlinx
okhttp-urlconnection com.squareup.okhttp3
okhttp com.squareup.okhttp3
okio* com.squareup.okio
retrofit com.squareup.retrofit2
micrometer-* io.micrometer
reactor-netty* io.projectreactor.netty
reactor-* io.projectreactor
grpc-* io.grpc
opentelemetry-* io.opentelemetry
kafka-clients org.apache.kafka
kafka-streams org.apache.kafka
kafka_* org.apache.kafka
lucene-* org.apache.lucene
elasticsearch* org.elasticsearch
opensearch* org.opensearch
checker-* org.checkerframework
groovy-all org.codehaus.groovy
ant org.apache.ant
ant-* org.apache.ant
hibernate-commons-annotations org.hibernate.common
dom4j dom4j
xml-apis xml-apis
xercesImpl xerces
xalan xalan
antlr antlr
aopalliance aopalliance
asm* org.ow2.asm
axis axis
bcpg-* org.bouncycastle
bcpkix-* org.bouncycastle
bcprov-* org.bouncycastle
bctls-* org.bouncycastle
bcutil-* org.bouncycastle
bsh org.beanshell
c3p0 com.mchange
cglib* cglib
classworlds classworlds
derby* org.apache.derby
ehcache net.sf.ehcache
groovy org.codehaus.groovy
guice* com.google.inject
h2 com.h2database
hsqldb org.hsqldb
jdom jdom
jdom2 org.jdom
jsr305 com.google.code.findbugs
jtds net.sourceforge.jtds
junit junit
jython* org.python
log4j log4j
mysql-connector-java mysql
mysql-connector-j com.mysql
ojdbc* com.oracle.database.jdbc
oro oro
quartz org.quartz-scheduler
struts struts
velocity org.apache.velocity
wsdl4j wsdl4j
xstream com.thoughtworks.xstream
rxjava io.reactivex
byte-buddy* net.bytebuddy
objenesis org.objenesis
mockito-* org.mockito
jna net.java.dev.jna
jna-platform net.java.dev.jna
commons-logging-* commons-logging
org.eclipse.osgi* org.eclipse.platform
org.eclipse.core.* org.eclipse.platform
org.eclipse.equinox.* org.eclipse.platform
os-lib_* com.lihaoyi
upickle_* com.lihaoyi
wiremock-standalone com.github.tomakehurst
`
  .trim()
  .split('\n')
  .map((row) => row.split(' ') as [pattern: string, groupId: string]);

/** Of the time before Apache had one group id for all of them. */
const ownGroups = new Set(
  [
    'commons-beanutils commons-betwixt commons-chain commons-cli commons-codec commons-collections commons-configuration commons-daemon',
    'commons-dbcp commons-dbutils commons-digester commons-discovery commons-el commons-email commons-fileupload commons-httpclient commons-io',
    'commons-jelly commons-jxpath commons-lang commons-launcher commons-logging commons-modeler commons-net commons-pool commons-validator',
  ].flatMap((line) => line.split(' ')),
);

/** The group id of a well-known artifact. */
export function knownGroup(artifactId: string): string | undefined {
  if (ownGroups.has(artifactId)) return artifactId;
  return rows.find(([pattern]) =>
    pattern.endsWith('*') ? artifactId.startsWith(pattern.slice(0, -1)) : artifactId === pattern,
  )?.[1];
}
