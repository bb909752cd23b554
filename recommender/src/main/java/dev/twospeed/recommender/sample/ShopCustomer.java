package dev.twospeed.recommender.sample;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A row of {@code customers}, its columns as in the classicmodels sample database (address line 2 and sales representative are null). */
public record ShopCustomer(
        int customerNumber,
        String customerName,
        String contactLastName,
        String contactFirstName,
        String phone,
        String addressLine1,
        String city,
        @Nullable String state,
        String postalCode,
        String country,
        BigDecimal creditLimit) {}
