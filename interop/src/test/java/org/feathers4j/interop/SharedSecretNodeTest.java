package org.feathers4j.interop;

/** Applications that share a secret, of which one in Node has the users. */
class SharedSecretNodeTest extends SharedSecretCases {
    SharedSecretNodeTest() {
        super(SharedSecret::usersInNode);
    }
}
