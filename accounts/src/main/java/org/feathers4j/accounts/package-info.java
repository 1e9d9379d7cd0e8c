/**
 * Accounts of users: e-mail addresses verified, passwords reset and changed. {@link org.feathers4j.accounts.AccountManagement} is a service with the actions of
 * feathers-authentication-management, and has the hooks for the service of the users.
 */
@NullMarked
package org.feathers4j.accounts;

import org.jspecify.annotations.NullMarked;
