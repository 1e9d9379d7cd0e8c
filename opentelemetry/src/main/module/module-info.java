/** Traces over clients, services and the mesh for OpenTelemetry. */
module org.feathers4j.opentelemetry {
    requires transitive io.opentelemetry.api;
    requires io.opentelemetry.context;
    requires transitive org.feathers4j;
    requires org.feathers4j.distributed;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.opentelemetry;
}
