/** Brings the responders and publishers of a cote network to Socket.IO clients. */
module org.feathers4j.sockend {
    requires transitive org.feathers4j.cote;
    requires org.feathers4j.json;
    requires transitive org.feathers4j.socketioserver;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.sockend;
}
