"use strict";
const place = document.getElementById("reference");
SwaggerUIBundle({ url: place.dataset.described, domNode: place, deepLinking: true, validatorUrl: null });
