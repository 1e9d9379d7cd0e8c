/** A Socket.IO 4 server on Vert.x. */
module org.feathers4j.socketioserver {
    requires io.netty.buffer;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.transport;
    requires transitive io.vertx.core;
    requires org.feathers4j.json;
    requires transitive org.feathers4j.socketio;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.socketioserver;
}
