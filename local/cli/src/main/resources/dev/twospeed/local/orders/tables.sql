-- The mark of what may make room for another shop. Without its row the tables below are not whole.
CREATE TABLE IF NOT EXISTS sample_shop (
  checksum CHAR(64) NOT NULL PRIMARY KEY
);
DELETE FROM sample_shop;
DROP TABLE IF EXISTS orderdetails, orders, customers, products, productlines;
-- As in classicmodels, but wide enough for any shop, and codes that differ only in case are different.
CREATE TABLE products (
  productCode        VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  productName        TEXT CHARACTER SET utf8mb4 NOT NULL,
  productLine        TEXT CHARACTER SET utf8mb4 NOT NULL,
  productScale       VARCHAR(10)    NOT NULL,
  productVendor      VARCHAR(50)    NOT NULL,
  productDescription TEXT           NOT NULL,
  quantityInStock    INT            NOT NULL,
  buyPrice           DECIMAL(15, 2) NOT NULL,
  MSRP               DECIMAL(15, 2) NOT NULL
);
CREATE TABLE customers (
  customerNumber   INT            NOT NULL PRIMARY KEY,
  customerName     VARCHAR(100) CHARACTER SET utf8mb4 NOT NULL,
  contactLastName  VARCHAR(50)    NOT NULL,
  contactFirstName VARCHAR(50)    NOT NULL,
  phone            VARCHAR(50)    NOT NULL,
  addressLine1     VARCHAR(50)    NOT NULL,
  addressLine2     VARCHAR(50)    NULL,
  city             TEXT CHARACTER SET utf8mb4 NOT NULL,
  state            TEXT CHARACTER SET utf8mb4 NULL,
  postalCode       TEXT CHARACTER SET utf8mb4 NULL,
  country          TEXT CHARACTER SET utf8mb4 NOT NULL,
  creditLimit      DECIMAL(15, 2) NULL
);
CREATE TABLE orders (
  orderNumber    INT         NOT NULL PRIMARY KEY,
  orderDate      DATE        NOT NULL,
  requiredDate   DATE        NOT NULL,
  shippedDate    DATE        NULL,
  status         VARCHAR(15) NOT NULL,
  comments       TEXT        NULL,
  customerNumber INT         NOT NULL,
  FOREIGN KEY (customerNumber) REFERENCES customers (customerNumber)
);
CREATE TABLE orderdetails (
  orderNumber     INT            NOT NULL,
  productCode     VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  quantityOrdered DECIMAL(15, 3) NOT NULL,
  priceEach       DECIMAL(15, 2) NOT NULL,
  orderLineNumber INT            NOT NULL,
  PRIMARY KEY (orderNumber, productCode),
  FOREIGN KEY (orderNumber) REFERENCES orders (orderNumber),
  FOREIGN KEY (productCode) REFERENCES products (productCode)
);
