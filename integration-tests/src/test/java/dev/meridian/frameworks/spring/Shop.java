package dev.meridian.frameworks.spring;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application as it was before Meridian. */
@SpringBootApplication
class Shop {}
