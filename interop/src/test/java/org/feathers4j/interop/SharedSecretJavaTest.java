package org.feathers4j.interop;

/** Applications that share a secret, of which one in Java has the users. */
class SharedSecretJavaTest extends SharedSecretCases {
    SharedSecretJavaTest() {
        super(SharedSecret::usersInJava);
    }
}
