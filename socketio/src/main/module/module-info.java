/** Engine.IO 4 and Socket.IO 5 as codecs and state machines, without I/O and clock. */
module org.feathers4j.socketio {
    requires transitive org.feathers4j.json;
    requires static transitive org.jspecify;

    exports org.feathers4j.socketio;
}
