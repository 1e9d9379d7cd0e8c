/** A page with the live picture of the mesh. */
module org.feathers4j.meshpage {
    requires io.vertx.core;
    requires io.vertx.web;
    requires transitive org.feathers4j;
    requires org.feathers4j.distributed;
    requires org.feathers4j.server;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.meshpage;
}
