/** The default MeshLink: joins Feathers applications over cote. */
module org.feathers4j.cotelink {
    requires org.feathers4j;
    requires transitive org.feathers4j.cote;
    requires transitive org.feathers4j.distributed;
    requires org.feathers4j.json;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.cotelink;

    provides org.feathers4j.distributed.MeshLinkProvider with
            org.feathers4j.cotelink.CoteLinkProvider;
}
