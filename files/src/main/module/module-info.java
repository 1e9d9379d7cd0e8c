/** Uploads, streamed answers, and services of blobs in a folder or in S3. */
module org.feathers4j.files {
    requires java.net.http;
    requires java.xml;
    requires transitive org.feathers4j;
    requires transitive org.feathers4j.server;
    requires transitive org.feathers4j.transport;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.files;
}
