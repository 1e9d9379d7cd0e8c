package org.feathers4j.springboot;

import javax.sql.DataSource;

import org.feathers4j.sql.SqlDatabase;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** A database for SQL services over the data source of the context, whose pool stays Spring's. */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass(SqlDatabase.class)
@ConditionalOnSingleCandidate(DataSource.class)
public class SqlAutoConfiguration {
    SqlAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    SqlDatabase feathersSqlDatabase(DataSource dataSource) {
        return SqlDatabase.of(dataSource);
    }
}
