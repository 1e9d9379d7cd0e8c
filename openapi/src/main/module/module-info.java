/** OpenAPI, AsyncAPI and TypeScript types of the services of an application. */
module org.feathers4j.openapi {
    requires transitive io.vertx.core;
    requires transitive io.vertx.web;
    requires transitive org.feathers4j;
    requires org.feathers4j.adapter;
    requires org.feathers4j.authentication;
    requires org.feathers4j.hooks;
    requires org.feathers4j.json;
    requires org.feathers4j.server;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.openapi;
}
