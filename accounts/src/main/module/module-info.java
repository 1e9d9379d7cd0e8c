/** Accounts of users: addresses verified, passwords reset and changed. */
module org.feathers4j.accounts {
    requires transitive org.feathers4j;
    requires org.feathers4j.authentication;
    requires transitive org.feathers4j.hooks;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.accounts;
}
