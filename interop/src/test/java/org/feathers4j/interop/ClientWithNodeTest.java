package org.feathers4j.interop;

import org.feathers4j.client.ClientCases;
import org.feathers4j.client.Place;
import org.junit.jupiter.api.BeforeAll;

/** The client in Java with a server of Feathers' own. */
class ClientWithNodeTest extends ClientCases {
    @BeforeAll
    static void requireNode() {
        NodeModules.require();
    }

    @Override
    protected Place serve() {
        return new NodePlace();
    }

    /** Feathers leaves them encoded. */
    @Override
    protected boolean decodesIds() {
        return false;
    }
}
