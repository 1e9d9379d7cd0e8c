/** Calls services of a Feathers server over REST and Socket.IO, as the official client does. */
module org.feathers4j.client {
    requires java.net.http;
    requires transitive org.feathers4j;
    requires org.feathers4j.json;
    requires org.feathers4j.socketio;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.client;
}
