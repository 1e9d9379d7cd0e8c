package org.feathers4j.client;

/** The client with a server of ours. */
class JavaServerTest extends ClientCases {
    @Override
    protected Place serve() {
        return new JavaPlace();
    }
}
