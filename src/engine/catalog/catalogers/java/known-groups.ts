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
checker-qual org.checkerframework
groovy-all org.codehaus.groovy
ant org.apache.ant
ant-* org.apache.ant
hibernate-commons-annotations org.hibernate.common
dom4j dom4j
xml-apis xml-apis
xercesImpl xerces
xalan xalan
antlr antlr
rxjava io.reactivex
byte-buddy* net.bytebuddy
objenesis org.objenesis
mockito-* org.mockito
jna net.java.dev.jna
jna-platform net.java.dev.jna
`
  .trim()
  .split('\n')
  .map((row) => row.split(' ') as [pattern: string, groupId: string]);

/** The group id of a well-known artifact. */
export function knownGroup(artifactId: string): string | undefined {
  return rows.find(([pattern]) =>
    pattern.endsWith('*') ? artifactId.startsWith(pattern.slice(0, -1)) : artifactId === pattern,
  )?.[1];
}
