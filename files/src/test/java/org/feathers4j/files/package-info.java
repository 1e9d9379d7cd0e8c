/** Files: uploads as data of a call, results that are streamed, and services of blobs in a folder or in S3. */
@NullMarked
package org.feathers4j.files;

import org.jspecify.annotations.NullMarked;
