/** Health and readiness of an application, for orchestrators and balancers. */
module org.feathers4j.health {
    requires io.vertx.core;
    requires io.vertx.web;
    requires transitive org.feathers4j;
    requires org.feathers4j.distributed;
    requires org.feathers4j.json;
    requires org.feathers4j.server;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.health;
}
